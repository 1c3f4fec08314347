/**
 * Re-evaluation of all customers: started, watched, resumed after an interruption.
 *
 * <p>Start at {@link Runs}. A run decides batch by batch and writes its progress after each, so that it goes on from there.
 */
@ApplicationModule(
        allowedDependencies = {"assignment", "decision", "override", "policy", "profile", "customer", "ledger", "shared"
        })
@NullMarked
package io.gradus.app.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
