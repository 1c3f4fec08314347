/**
 * What an auditor asks: what happened, who did it, what decided, and whether all of it can be proved.
 *
 * <p>Start at {@link Verification} for proof and at {@link Reevaluation} for saying a decision again. Nothing here changes anything.
 */
@ApplicationModule(allowedDependencies = {"assignment", "customer", "ledger", "override", "policy", "run", "shared"})
@NullMarked
package io.gradus.app.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
