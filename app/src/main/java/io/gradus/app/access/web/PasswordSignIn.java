package io.gradus.app.access.web;

import io.gradus.app.access.Secret;
import io.gradus.app.access.Users;
import java.util.List;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Signs people in. Whatever is wrong, the answer is the same. */
final class PasswordSignIn implements AuthenticationProvider {

    private final Users users;

    PasswordSignIn(Users users) {
        this.users = users;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName().strip().toLowerCase(Locale.ROOT);
        Secret password = new Secret(String.valueOf(attempt.getCredentials()));
        return users.signIn(name, password)
                .map(user -> new SignedIn(user.name(), user.credential()))
                .map(signedIn -> UsernamePasswordAuthenticationToken.authenticated(signedIn, null, List.of()))
                .orElseThrow(() -> new BadCredentialsException("refused"));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
