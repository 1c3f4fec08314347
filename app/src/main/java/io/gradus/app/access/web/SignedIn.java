package io.gradus.app.access.web;

import java.io.Serializable;

/** What a session remembers: who signed in, and with which password; it counts while that is still the user's. */
record SignedIn(String name, String credential) implements Serializable {

    @Override
    public String toString() {
        return name;
    }
}
