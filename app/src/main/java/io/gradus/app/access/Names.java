package io.gradus.app.access;

import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import java.util.Set;
import java.util.regex.Pattern;

/** How users and groups may be called, and what the product itself is called. */
final class Names {

    /** Enters what the product does of itself, such as making the first administrator. */
    static final Actor PRODUCT = new Actor("gradus", Set.of(), Set.of());

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final Set<String> TAKEN = Set.of(PRODUCT.name(), Actor.SHIPPED.name(), Actor.SCHEDULER.name());

    private Names() {}

    static void requireName(String name) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new Refusal("refusal.user-name", name);
        }
    }
}
