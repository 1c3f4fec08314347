package io.gradus.rules;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a customer gets.
 *
 * @param responseHours hours until somebody answers, 0 or more
 * @param discountRate 0 to 1
 * @param paymentDays days to pay; 0 means in advance
 * @param pointsMultiplier loyalty points are multiplied by this
 * @param priorityAccess whether new products are offered to the customer first
 * @param content what to send
 * @param greetings whether birthdays and holidays are greeted
 * @param followUp when the next contacts are due
 */
public record ServiceLevel(
        String channel,
        int responseHours,
        String contactOwner,
        BigDecimal discountRate,
        int paymentDays,
        BigDecimal pointsMultiplier,
        boolean priorityAccess,
        Manner manner,
        String content,
        boolean greetings,
        FollowUpRhythm followUp) {

    /** How to speak with the customer. */
    public enum Manner {
        /** In depth and personal. */
        IN_DEPTH,
        /** Short and clear. */
        BRIEF
    }

    /** The service level that a decision's actions give; empty when an attribute is not among them. */
    public static Optional<ServiceLevel> of(Map<String, String> actions) {
        if (!actions.keySet().containsAll(ServiceAttribute.actions())) {
            return Optional.empty();
        }
        return FollowUpRhythm.parse(text(actions, ServiceAttribute.FOLLOW_UP))
                .map(followUp -> new ServiceLevel(
                        text(actions, ServiceAttribute.CHANNEL),
                        Integer.parseInt(text(actions, ServiceAttribute.RESPONSE_HOURS)),
                        text(actions, ServiceAttribute.CONTACT_OWNER),
                        new BigDecimal(text(actions, ServiceAttribute.DISCOUNT_RATE)),
                        Integer.parseInt(text(actions, ServiceAttribute.PAYMENT_DAYS)),
                        new BigDecimal(text(actions, ServiceAttribute.POINTS_MULTIPLIER)),
                        Boolean.parseBoolean(text(actions, ServiceAttribute.PRIORITY_ACCESS)),
                        Manner.valueOf(text(actions, ServiceAttribute.MANNER)),
                        text(actions, ServiceAttribute.CONTENT),
                        Boolean.parseBoolean(text(actions, ServiceAttribute.GREETINGS)),
                        followUp));
    }

    private static String text(Map<String, String> actions, ServiceAttribute attribute) {
        return Objects.requireNonNull(actions.get(attribute.action()));
    }
}
