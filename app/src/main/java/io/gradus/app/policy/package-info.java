/**
 * Policies: the shipped ones and those handed in, compiled into the release that decides.
 *
 * <p>Start at {@link PolicyVersions}, which takes a workbook from draft to approved, and {@link Publishing}, which puts versions into
 * force; {@link CurrentRelease} is what decides. Commands without a database start at {@link PolicyFiles}. Nothing here knows
 * customers.
 */
@ApplicationModule(allowedDependencies = {"ledger", "shared"})
@NullMarked
package io.gradus.app.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
