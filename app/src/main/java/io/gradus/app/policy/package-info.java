/**
 * Policies: the shipped ones and those handed in, compiled into the release that decides.
 *
 * <p>Start at {@link PolicyFiles}. Nothing here knows customers.
 */
@ApplicationModule(allowedDependencies = {"ledger", "shared"})
@NullMarked
package io.gradus.app.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
