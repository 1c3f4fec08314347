package io.gradus.app.access.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page where people sign in. */
@Controller
class SignInPage {

    @GetMapping(Refusals.SIGN_IN)
    String signIn() {
        return "sign-in";
    }
}
