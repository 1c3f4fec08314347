package io.gradus.app.access;

import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The users that are there before anybody could make some. */
@Component
public class FirstStart {

    /** The first user's name. */
    public static final String ADMINISTRATOR = "admin";

    private static final int PASSWORD_BYTES = 12;

    private final Users users;
    private final AccessFold fold;

    FirstStart(Users users, AccessFold fold) {
        this.users = users;
        this.fold = fold;
    }

    /**
     * Makes the first administrator, unless there are users.
     *
     * @param given the password; absent or empty to draw one
     * @return the password that was drawn, to be shown once
     */
    public Optional<Secret> administrator(@Nullable String given) {
        if (!users.all().isEmpty()) {
            return Optional.empty();
        }
        boolean drawn = given == null || given.isEmpty();
        Secret password = drawn ? Secret.random(PASSWORD_BYTES) : new Secret(String.valueOf(given));
        try {
            users.create(
                    Names.PRODUCT,
                    ADMINISTRATOR,
                    Set.of(Role.ADMINISTRATOR),
                    Set.of(),
                    password,
                    "first start",
                    this::requireNobody);
        } catch (SomebodyIsThere e) {
            return Optional.empty();
        }
        return drawn ? Optional.of(password) : Optional.empty();
    }

    private void requireNobody() {
        if (!fold.users().isEmpty()) {
            throw new SomebodyIsThere();
        }
    }

    private static final class SomebodyIsThere extends Refusal {
        SomebodyIsThere() {
            super("refusal.user-exists", ADMINISTRATOR);
        }
    }

    /** Makes a user for each role, called like the role, or gives those that are there new passwords; for demonstrations only. */
    public Map<String, Secret> oneUserPerRole() {
        Map<String, Secret> passwords = new LinkedHashMap<>();
        Arrays.stream(Role.values()).forEach(role -> {
            String name =
                    role == Role.ADMINISTRATOR ? ADMINISTRATOR : role.name().toLowerCase(Locale.ROOT);
            Secret password = Secret.random(PASSWORD_BYTES);
            if (users.find(name).isEmpty()) {
                users.create(Names.PRODUCT, name, Set.of(role), Set.of(), password, "demo");
            } else {
                users.resetPassword(Names.PRODUCT, name, password, "demo");
            }
            passwords.put(name, password);
        });
        return passwords;
    }
}
