/**
 * Customers and their orders: import from delimited files, storage, reading.
 *
 * <p>Start at {@link OrderFile} and {@link CustomerFile}, which read files by a {@link Mapping}. Nothing here knows policies.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package io.gradus.app.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
