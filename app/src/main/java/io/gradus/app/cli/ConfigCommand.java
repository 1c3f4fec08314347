package io.gradus.app.cli;

import io.gradus.app.shared.Setting;
import io.gradus.app.shared.Settings;
import io.gradus.app.shared.Texts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Shows the settings with which a service would start here, and where each came from. */
@Command(name = "config", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class ConfigCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", descriptionKey = "config-json")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Setting> settings = Settings.configured();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(settings));
        } else {
            settings.forEach(setting -> out.println(line(setting, Locale.getDefault())));
        }
        return 0;
    }

    private static String line(Setting setting, Locale locale) {
        String none = Texts.in(locale).format("setting.none");
        String value = setting.value() == null ? none : setting.value();
        String source = setting.source().in(locale);
        String line = setting.name() + " = " + value + "  (" + source;
        if (setting.place() == null) {
            return line + ")";
        }
        String standard = setting.standard() == null ? none : setting.standard();
        return line + ": " + setting.place() + "; " + Setting.Source.DEFAULT.in(locale) + ": " + standard + ")";
    }
}
