/**
 * Decisions: policies of a release applied to profiles, one customer or many.
 *
 * <p>Start at {@link FileEvaluation} for customers in files. Nothing here knows what becomes of a decision.
 */
@ApplicationModule(allowedDependencies = {"override", "policy", "profile", "customer", "shared"})
@NullMarked
package io.gradus.app.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
