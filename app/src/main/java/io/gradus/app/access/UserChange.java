package io.gradus.app.access;

import io.gradus.app.shared.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What shall be otherwise about a user; what is absent stays. */
public record UserChange(
        @Nullable Set<Role> roles,
        @Nullable Set<String> groups,
        @Nullable Boolean enabled) {}
