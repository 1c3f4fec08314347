package io.gradus.app.access.web;

import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** How a request passes: who calls, whether the form is ours, what the caller may do, and what a browser may load. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityConfiguration {

    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    private static final String DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Bean
    AuthenticationProvider passwordSignIn(Users users) {
        return new PasswordSignIn(users);
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, Users users, Tokens tokens) {
        Refusals refusals = new Refusals();
        return http.authorizeHttpRequests(Rights::enforce)
                .formLogin(form -> form.loginPage(Refusals.SIGN_IN)
                        .usernameParameter("name")
                        .defaultSuccessUrl("/")
                        .failureUrl(Refusals.SIGN_IN + "?failed"))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl(Refusals.SIGN_IN + "?out"))
                .csrf(csrf -> csrf.ignoringRequestMatchers(CallerFilter::hasToken))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(
                        wrong -> wrong.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(SecurityConfiguration::headers)
                .addFilterBefore(new CallerFilter(users, tokens), AnonymousAuthenticationFilter.class)
                .build();
    }

    /** After sign-in people go on to the page they wanted. */
    private static HttpSessionRequestCache pagesOnly() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(
                request -> request.getMethod().equals(HttpMethod.GET.name()) && !Refusals.isForPrograms(request));
        return cache;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(policy -> policy.policy(DEVICES));
    }

    /** Customers' ids may hold a slash or a percent sign, written %2F and %25. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        return firewall;
    }
}
