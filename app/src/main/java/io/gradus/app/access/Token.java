package io.gradus.app.access;

import io.gradus.app.shared.Role;
import java.time.Instant;
import java.util.Set;

/**
 * What a program calls with instead of a password.
 *
 * @param user for whom it acts
 * @param roles the most it may do; of these counts what the user still has
 * @param purpose what it is for, in the user's words
 */
public record Token(String id, String user, Set<Role> roles, Instant createdAt, Instant expiresAt, String purpose) {

    public Token {
        roles = Set.copyOf(roles);
    }
}
