/**
 * The pages people look at.
 *
 * <p>Start at {@link StartPage}. Pages show what the other modules know and decide nothing.
 */
@ApplicationModule(allowedDependencies = {"shared", "customer", "override", "policy", "assignment", "run"})
@NullMarked
package io.gradus.app.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
