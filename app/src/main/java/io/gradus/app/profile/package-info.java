/**
 * What is known of customers on a day: metrics from their orders, and their rank among all.
 *
 * <p>Start at {@link Population}: it is told every customer and every order once, in any order, and then gives the profile of
 * each. Its memory grows with the customers and the days of history, not with the orders. Nothing here knows policies.
 */
@ApplicationModule(allowedDependencies = {"customer", "shared"})
@NullMarked
package io.gradus.app.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
