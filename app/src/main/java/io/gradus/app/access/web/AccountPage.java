package io.gradus.app.access.web;

import io.gradus.app.access.Secret;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** Where people change their password and make and end their tokens. */
@Controller
@RequestMapping("/account")
class AccountPage {

    private final Users users;
    private final Tokens tokens;

    AccountPage(Users users, Tokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    @GetMapping
    String account(Actor actor, Model model) {
        model.addAttribute("roles", actor.roles().stream().sorted().toList());
        model.addAttribute("tokens", tokens.of(actor.name()));
        return "account";
    }

    /** The page that answers shows the token, this once. */
    @PostMapping("/tokens")
    String issue(
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") List<String> roles,
            @RequestParam(defaultValue = "90") int days,
            Actor actor,
            Principal caller,
            Model model) {
        Caller.requirePerson(caller);
        Tokens.Issued issued = tokens.issue(actor, UserController.roles(roles), Duration.ofDays(days), purpose);
        model.addAttribute("issued", issued.text().value());
        return account(actor, model);
    }

    @PostMapping("/tokens/{id}/revocation")
    String revoke(@PathVariable String id, Actor actor) {
        tokens.revoke(actor, id);
        return "redirect:/account";
    }

    /** Ends the session too. */
    @PostMapping("/password")
    String changePassword(
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String password,
            Actor actor) {
        users.changeOwnPassword(actor, new Secret(present), new Secret(password));
        return "redirect:/sign-in?changed";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    ModelAndView refused(Refusal refusal, Actor actor, Locale locale) {
        return new ModelAndView(
                "account",
                Map.of(
                        "refusal", refusal.message(locale),
                        "roles", actor.roles().stream().sorted().toList(),
                        "tokens", tokens.of(actor.name())));
    }
}
