/**
 * Outcomes set by hand for one customer: proposed with a reason and a last day, in force when somebody else approves.
 *
 * <p>Start at {@link OverrideProposals}. What is in force follows from the ledger alone: {@link OverrideCatalogue}.
 */
@ApplicationModule(allowedDependencies = {"customer", "ledger", "policy", "shared"})
@NullMarked
package io.gradus.app.override;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
