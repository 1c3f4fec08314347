package io.gradus.app.cli;

import io.gradus.app.decision.OutcomeShares;
import io.gradus.app.decision.OutcomeShares.Share;
import io.gradus.app.shared.Texts;
import io.gradus.rules.Claim;
import io.gradus.rules.Field;
import io.gradus.rules.Vocabulary;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints how customers, spend and profit fall to the outcomes, and what is claimed of them. */
final class SharePrinter {

    private final Locale locale;
    private final NumberFormat percent;

    SharePrinter(Locale locale) {
        this.locale = locale;
        this.percent = NumberFormat.getPercentInstance(locale);
        percent.setMinimumFractionDigits(1);
    }

    /** The amounts of which everybody wants to know the shares, as far as the vocabulary has them. */
    static List<Field> amounts(Vocabulary vocabulary) {
        return Stream.of("spend12m", "profit12m")
                .map(vocabulary::find)
                .flatMap(Optional::stream)
                .toList();
    }

    void print(PrintWriter out, OutcomeShares shares) {
        for (Share share : shares.shares()) {
            out.println(Texts.in(locale)
                            .format(
                                    "cli.share",
                                    share.policy().id(),
                                    share.outcome().code(),
                                    share.customers(),
                                    percent.format(share.ofCustomers()))
                    + amounts(share));
            share.claim().ifPresent(claim -> out.println("    " + claimed(claim, share)));
        }
    }

    private String amounts(Share share) {
        return share.ofAmounts().entrySet().stream()
                .map(entry -> Texts.in(locale).format("cli.share-and", ofField(entry.getKey(), entry.getValue())))
                .collect(Collectors.joining());
    }

    private String claimed(Claim claim, Share share) {
        BigDecimal real = share.ofAmounts().get(claim.field());
        return real == null
                ? Texts.in(locale).format("cli.claim-unknown", ofField(claim.field(), claim.share()))
                : Texts.in(locale)
                        .format("cli.claim", ofField(claim.field(), claim.share()), ofField(claim.field(), real));
    }

    private String ofField(Field field, BigDecimal share) {
        return Texts.in(locale)
                .format("cli.share-of", percent.format(share), field.label().in(locale));
    }
}
