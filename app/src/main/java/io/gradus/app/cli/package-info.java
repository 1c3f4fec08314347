/**
 * The command line.
 *
 * <p>Start at {@link GradusCommand}. Commands turn arguments into calls of the other modules and print what came of them; they
 * hold no rules of their own.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "access",
            "customer",
            "profile",
            "policy",
            "decision",
            "assignment",
            "run",
            "ledger",
            "audit"
        })
@NullMarked
package io.gradus.app.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
