package io.gradus.app.cli;

import io.gradus.app.customer.Progress;
import io.gradus.app.shared.Texts;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error how far something has come. */
final class ConsoleProgress implements Progress, AutoCloseable {

    private final ProgressBar bar;
    private String doing = "";

    /** @param task a key of the bundle {@code messages} */
    ConsoleProgress(String task, String unit, long unitSize) {
        bar = new ProgressBarBuilder()
                .setTaskName(Texts.in(Locale.getDefault()).format(task))
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(unit, unitSize)
                .setUpdateIntervalMillis(500)
                .setInitialMax(-1)
                .build();
    }

    /** Progress through a file. */
    static ConsoleProgress ofFile(String task) {
        return new ConsoleProgress(task, " KiB", 1024);
    }

    @Override
    public void size(long bytes) {
        bar.maxHint(bytes);
    }

    /** @param step a key of the bundle {@code messages}: which part of the task is under way */
    void doing(String step) {
        if (!step.equals(doing)) {
            doing = step;
            bar.setExtraMessage(Texts.in(Locale.getDefault()).format(step));
        }
    }

    @Override
    public void at(long bytes) {
        bar.stepTo(bytes);
    }

    void step() {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
