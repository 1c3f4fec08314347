/**
 * The ledger: the one place where governed changes happen, in order, each with its actor and reason.
 *
 * <p>Start at {@link Ledger}. A change is one insert under the next sequence number; whoever comes second re-reads and tries again.
 * What the entries mean is the business of the {@link LedgerFold}s.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package io.gradus.app.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
