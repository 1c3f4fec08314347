package io.gradus.app.shared;

import java.util.Set;

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

    public Actor {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
    }
}
