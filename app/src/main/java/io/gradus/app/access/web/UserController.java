package io.gradus.app.access.web;

import io.gradus.app.access.Secret;
import io.gradus.app.access.User;
import io.gradus.app.access.UserChange;
import io.gradus.app.access.Users;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotAllowed;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The users, and oneself. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class UserController {

    private final Users users;

    UserController(Users users) {
        this.users = users;
    }

    /** A user as shown. */
    record UserView(String name, List<Role> roles, Set<String> groups, boolean enabled) {
        static UserView of(User user) {
            return new UserView(
                    user.name(), user.roles().stream().sorted().toList(), new TreeSet<>(user.groups()), user.enabled());
        }
    }

    /** Whoever asks: with a token, its roles only. */
    record MeView(String name, List<Role> roles, Set<String> groups) {}

    /**
     * A new user.
     *
     * @param roles at least one of ANALYST, APPROVER, OPERATOR, AUDITOR, ADMINISTRATOR
     * @param groups absent for none
     */
    record NewUser(
            @Nullable String name,
            @Nullable List<@Nullable String> roles,
            @Nullable List<@Nullable String> groups,
            @Nullable Secret password,
            @Nullable String reason) {}

    /** What shall be otherwise; what is absent stays. The reason is needed. */
    record Change(
            @Nullable List<@Nullable String> roles,
            @Nullable List<@Nullable String> groups,
            @Nullable Boolean enabled,
            @Nullable String reason) {}

    /**
     * Another password.
     *
     * @param present the own one, to change it; absent for an administrator who resets another user's
     * @param reason needed to reset another user's
     */
    record NewPassword(
            @Nullable Secret present,
            @Nullable Secret password,
            @Nullable String reason) {}

    @GetMapping("/me")
    MeView me(Actor actor) {
        return new MeView(actor.name(), actor.roles().stream().sorted().toList(), new TreeSet<>(actor.groups()));
    }

    @GetMapping("/users")
    List<UserView> all() {
        return users.all().stream().map(UserView::of).toList();
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<UserView> create(@RequestBody NewUser user, Actor actor) {
        User created = users.create(
                actor,
                text(user.name()),
                roles(user.roles()),
                texts(user.groups()),
                secret(user.password()),
                text(user.reason()));
        return ResponseEntity.created(URI.create("/api/users/" + created.name()))
                .body(UserView.of(created));
    }

    @PatchMapping("/users/{name}")
    UserView change(@PathVariable String name, @RequestBody Change change, Actor actor) {
        UserChange wanted = new UserChange(
                change.roles() == null ? null : roles(change.roles()),
                change.groups() == null ? null : texts(change.groups()),
                change.enabled());
        return UserView.of(users.change(actor, name, wanted, text(change.reason())));
    }

    @PutMapping("/users/{name}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@PathVariable String name, @RequestBody NewPassword password, Actor actor) {
        if (actor.name().equals(name)) {
            users.changeOwnPassword(actor, secret(password.present()), secret(password.password()));
        } else if (actor.roles().contains(Role.ADMINISTRATOR)) {
            users.resetPassword(actor, name, secret(password.password()), text(password.reason()));
        } else {
            throw new NotAllowed("refusal.others-password");
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static Secret secret(@Nullable Secret secret) {
        return secret == null ? new Secret("") : secret;
    }

    private static Set<String> texts(@Nullable Collection<@Nullable String> texts) {
        return texts == null
                ? Set.of()
                : texts.stream().map(UserController::text).collect(Collectors.toSet());
    }

    static Set<Role> roles(@Nullable Collection<@Nullable String> names) {
        return texts(names).stream().map(UserController::role).collect(Collectors.toSet());
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("refusal.role", name, Arrays.toString(Role.values())));
    }
}
