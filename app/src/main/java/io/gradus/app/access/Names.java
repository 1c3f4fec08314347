package io.gradus.app.access;

import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import java.util.Set;

/** How users and groups may be called, and what the product itself is called. */
final class Names {

    /** Enters what the product does of itself, such as making the first administrator. */
    static final Actor PRODUCT = new Actor("gradus", Set.of(), Set.of());

    private static final Set<String> TAKEN = Set.of(PRODUCT.name(), Actor.SHIPPED.name(), Actor.SCHEDULER.name());

    private Names() {}

    static void requireName(String name) {
        if (!Actor.isName(name) || TAKEN.contains(name)) {
            throw new Refusal("refusal.user-name", name);
        }
    }
}
