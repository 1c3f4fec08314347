package io.gradus.app.access.web;

import static io.gradus.app.shared.Role.ADMINISTRATOR;
import static io.gradus.app.shared.Role.ANALYST;
import static io.gradus.app.shared.Role.APPROVER;
import static io.gradus.app.shared.Role.AUDITOR;
import static io.gradus.app.shared.Role.OPERATOR;

import io.gradus.app.shared.Role;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Who may do what: the first row that fits a request decides; what no row names, nobody may do. */
final class Rights {

    /** What a path needs. Without roles it is open to all who signed in, or to everybody. */
    private record Right(HttpMethod method, String path, Set<Role> roles, boolean isOpen) {}

    private static final List<Right> TABLE = List.of(
            open(HttpMethod.GET, "/sign-in"),
            open(HttpMethod.POST, "/sign-in"),
            open(HttpMethod.GET, "/error"),
            open(HttpMethod.GET, "/webjars/**"),
            open(HttpMethod.GET, "/gradus.css"),
            open(HttpMethod.GET, "/favicon.svg"),
            open(HttpMethod.GET, "/actuator/health/**"),
            only(HttpMethod.GET, "/actuator/**", ADMINISTRATOR, OPERATOR),
            signedIn(HttpMethod.GET, "/"),
            only(HttpMethod.GET, "/customer", ANALYST, APPROVER, OPERATOR, AUDITOR),
            only(HttpMethod.GET, "/config", ADMINISTRATOR, OPERATOR, AUDITOR),

            // Oneself
            signedIn(HttpMethod.GET, "/account"),
            signedIn(HttpMethod.POST, "/account/**"),
            signedIn(HttpMethod.GET, "/api/me"),
            signedIn(HttpMethod.GET, "/api/tokens"),
            signedIn(HttpMethod.POST, "/api/tokens"),
            signedIn(HttpMethod.DELETE, "/api/tokens/*"),
            // The controller lets everybody change the own password, and administrators that of others.
            signedIn(HttpMethod.PUT, "/api/users/*/password"),

            // Users
            only(HttpMethod.GET, "/api/users/**", ADMINISTRATOR, AUDITOR),
            only(HttpMethod.POST, "/api/users", ADMINISTRATOR),
            only(HttpMethod.PATCH, "/api/users/*", ADMINISTRATOR),

            // Policies; checks and diffs store nothing
            signedIn(HttpMethod.POST, "/api/checks"),
            signedIn(HttpMethod.POST, "/api/checks/annotated"),
            signedIn(HttpMethod.POST, "/api/diffs"),
            only(HttpMethod.PUT, "/api/policies/*/approval-rule", ADMINISTRATOR),
            only(HttpMethod.POST, "/api/policies/*/versions", ANALYST),
            only(HttpMethod.POST, "/api/policies/*/versions/*/submission", ANALYST),
            only(HttpMethod.POST, "/api/policies/*/versions/*/withdrawal", ANALYST),
            only(HttpMethod.POST, "/api/policies/*/versions/*/approval", APPROVER),
            only(HttpMethod.POST, "/api/policies/*/versions/*/rejection", APPROVER),
            only(HttpMethod.POST, "/api/policies/*/versions/*/schedule", OPERATOR),
            only(HttpMethod.POST, "/api/policies/*/versions/*/publication", OPERATOR),
            only(HttpMethod.POST, "/api/rollbacks", OPERATOR),

            // Customers and runs
            only(HttpMethod.GET, "/api/customers/**", ANALYST, APPROVER, OPERATOR, AUDITOR),
            only(HttpMethod.POST, "/api/customers/*/evaluation", ANALYST, APPROVER, OPERATOR, AUDITOR),
            only(HttpMethod.POST, "/api/runs", OPERATOR),
            only(HttpMethod.GET, "/api/overrides/**", ANALYST, APPROVER, OPERATOR, AUDITOR),
            only(HttpMethod.POST, "/api/customers/*/overrides", OPERATOR),
            only(HttpMethod.POST, "/api/overrides/*/approval", APPROVER),
            only(HttpMethod.POST, "/api/overrides/*/rejection", APPROVER),
            only(HttpMethod.POST, "/api/overrides/*/withdrawal", OPERATOR),

            // Proof
            only(HttpMethod.POST, "/api/ledger/checkpoints", OPERATOR),
            only(HttpMethod.GET, "/api/ledger/**", AUDITOR, ADMINISTRATOR),
            only(HttpMethod.GET, "/api/audit/**", AUDITOR),
            only(HttpMethod.POST, "/api/audit/reevaluations", AUDITOR),
            only(HttpMethod.GET, "/api/access-log", AUDITOR, ADMINISTRATOR),
            only(HttpMethod.GET, "/api/config", ADMINISTRATOR, OPERATOR, AUDITOR),
            signedIn(HttpMethod.GET, "/api/**"));

    private Rights() {}

    private static Right open(HttpMethod method, String path) {
        return new Right(method, path, Set.of(), true);
    }

    private static Right signedIn(HttpMethod method, String path) {
        return new Right(method, path, Set.of(), false);
    }

    private static Right only(HttpMethod method, String path, Role... roles) {
        return new Right(method, path, Arrays.stream(roles).collect(Collectors.toSet()), false);
    }

    static void enforce(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        // What goes on in another thread was let through when it began.
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
        for (Right right : TABLE) {
            enforce(requests, right, right.method());
            if (right.method().equals(HttpMethod.GET)) {
                enforce(requests, right, HttpMethod.HEAD);
            }
        }
        requests.anyRequest().denyAll();
    }

    private static void enforce(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            Right right,
            HttpMethod method) {
        AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl path =
                requests.requestMatchers(method, right.path());
        if (right.isOpen()) {
            path.permitAll();
        } else if (right.roles().isEmpty()) {
            path.authenticated();
        } else {
            path.hasAnyRole(right.roles().stream().map(Role::name).toArray(String[]::new));
        }
    }
}
