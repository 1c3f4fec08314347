package io.gradus.app.console;

import io.gradus.app.shared.Setting;
import io.gradus.app.shared.Settings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The settings in force, with where each came from. */
@Controller
class SettingsPage {

    private final ConfigurableEnvironment environment;

    SettingsPage(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** A line of the table. */
    record Line(
            String name,
            @Nullable String value,
            @Nullable String standard,
            String source,
            @Nullable String place,
            boolean told) {}

    @GetMapping("/config")
    String settings(Model model, Locale locale) {
        List<Line> lines = Settings.of(environment).stream()
                .map(setting -> new Line(
                        setting.name(),
                        setting.value(),
                        setting.standard(),
                        setting.source().in(locale),
                        setting.place(),
                        setting.source() != Setting.Source.DEFAULT))
                .toList();
        model.addAttribute("settings", lines);
        return "config";
    }
}
