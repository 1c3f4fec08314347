package io.gradus.app.access;

import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import java.util.Set;

/**
 * Somebody who may sign in.
 *
 * @param groups groups that approval rules may name
 * @param enabled a disabled user may do nothing, and neither may the user's tokens
 * @param credential the id of the stored password that counts
 */
public record User(String name, Set<Role> roles, Set<String> groups, boolean enabled, String credential) {

    public User {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
    }

    /** This user as the one who does something. */
    public Actor actor() {
        return new Actor(name, roles, groups);
    }

    boolean isActiveAdministrator() {
        return enabled && roles.contains(Role.ADMINISTRATOR);
    }

    User with(UserChange change) {
        return new User(
                name,
                change.roles() == null ? roles : change.roles(),
                change.groups() == null ? groups : change.groups(),
                change.enabled() == null ? enabled : change.enabled(),
                credential);
    }

    User withCredential(String other) {
        return new User(name, roles, groups, enabled, other);
    }
}
