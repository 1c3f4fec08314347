/**
 * Who may do what: users and their roles, passwords, tokens for programs, and who saw which customer.
 *
 * <p>Start at {@link Users}. Who exists with which roles follows from the ledger; secrets lie beside it, hashed. What a role may do
 * stands in one table, {@code web.Rights}. Nothing here knows policies; of customers it
 * knows the ids alone, in {@link AccessLog}.
 */
@ApplicationModule(allowedDependencies = {"ledger", "shared"})
@NullMarked
package io.gradus.app.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
