/**
 * What every module shares: texts for people, the refusal of bad input, the clock and the database connection.
 *
 * <p>Start at {@link Refusal}. Of customers it knows only what may be shown of them to whom ({@link CustomerSight}); nothing here
 * knows policies.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.gradus.app.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
