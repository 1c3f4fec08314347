package io.gradus.app.shared.web;

import io.gradus.app.shared.Setting;
import io.gradus.app.shared.Settings;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The settings in force, for those who keep the service running or have to prove how it ran. */
@RestController
@RequestMapping("/api/config")
class SettingsController {

    private final ConfigurableEnvironment environment;

    SettingsController(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @GetMapping
    List<Setting> settings() {
        return Settings.of(environment);
    }
}
