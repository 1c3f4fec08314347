package io.gradus.app.shared;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who does something: a user, or a part of the product itself.
 *
 * @param groups groups that approval rules may name
 */
public record Actor(String name, Set<Role> roles, Set<String> groups) {

    /** What came with the product. */
    public static final Actor SHIPPED = new Actor("shipped", Set.of(), Set.of());

    /** What the product does at its time, without anybody asking. */
    public static final Actor SCHEDULER = new Actor("scheduler", Set.of(), Set.of());

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    /** Whether a user or a group may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public Actor {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
    }

    /** Whether customers are any of their business: administrators keep users and see no customer. */
    public boolean readsCustomers() {
        return roles.stream().anyMatch(role -> role != Role.ADMINISTRATOR);
    }

    /** Whether fields marked personal are shown to them as they are; to all others masked. */
    public boolean seesPersonal() {
        return roles.contains(Role.AUDITOR) || roles.contains(Role.OPERATOR);
    }
}
