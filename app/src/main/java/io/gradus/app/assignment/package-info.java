/**
 * Which outcome each customer holds now and since when, and how it came to that.
 *
 * <p>Start at {@link HeldOutcomes} for what is held, at {@link Assignments} for what runs decided, at {@link AssignmentHistory} for how it
 * came to that. A document per customer is changed by compare-and-set on its revision; the history event is
 * written first, under an id that repeating the step does not change.
 */
@ApplicationModule(allowedDependencies = {"customer", "override", "policy", "shared"})
@NullMarked
package io.gradus.app.assignment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
