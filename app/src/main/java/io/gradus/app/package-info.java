/**
 * The product: the service, the start page and the command line over the rules library.
 *
 * <p>Start at {@code cli.GradusCommand}, the one entry; {@link GradusApplication} puts the modules together. Each package below is a module with its public types at its root; data flows customer,
 * profile, decision, assignment, and rules flow policy, decision.
 */
@NullMarked
package io.gradus.app;

import org.jspecify.annotations.NullMarked;
