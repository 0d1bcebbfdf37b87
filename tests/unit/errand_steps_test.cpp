// The steps of errands and the questions of the judge bear the words that recordings have.
#include "client/evidence/errand_steps.h"

#include <doctest/doctest.h>
#include <string_view>

using namespace easprobe;

namespace {

/// As recordings have them, from the first one on.
constexpr std::string_view recorded_words[] = {"settings.device-information",
                                               "settings.out-of-office",
                                               "settings.own-address",
                                               "search.address-list",
                                               "folder.create",
                                               "mail.send",
                                               "mail.wait",
                                               "mail.arrive",
                                               "mail.mark-read",
                                               "mail.look",
                                               "reply.send",
                                               "reply.arrive",
                                               "forward.send",
                                               "forward.arrive",
                                               "invitation.send",
                                               "invitation.arrive",
                                               "invitation.accept",
                                               "invitation.event",
                                               "invitation.gone",
                                               "mail.move",
                                               "reply.move",
                                               "folder.open",
                                               "mail.arrive-in-folder",
                                               "mail.delete",
                                               "reply.delete",
                                               "folder.reopen",
                                               "folder.look",
                                               "mail.gone",
                                               "folder.rename",
                                               "contact.add",
                                               "contact.change",
                                               "contact.look",
                                               "contact.delete",
                                               "contact.gone",
                                               "event.add",
                                               "event.change",
                                               "event.look",
                                               "event.delete",
                                               "event.gone",
                                               "task.add",
                                               "task.change",
                                               "task.look",
                                               "task.delete",
                                               "task.gone",
                                               "clearing.key",
                                               "clearing.look",
                                               "clearing.move",
                                               "clearing.delete",
                                               "clearing.check",
                                               "clearing.copies",
                                               "clearing.folders",
                                               "folder.delete"};

} // namespace

TEST_CASE("a step of an errand is recorded under the word that it is read back from")
{
    for (const std::string_view word : recorded_words) {
        CAPTURE(word);
        const auto step = parse_errand_step(word);
        REQUIRE(step.has_value());
        CHECK(to_string(*step) == word);
    }
    CHECK(parse_errand_step("mail.sent") == std::nullopt);
    CHECK(parse_errand_step("") == std::nullopt);
}

TEST_CASE("a question of the judge's is recorded under the word that it is read back from")
{
    CHECK(parse_probe("anonymous-options") == Probe::AnonymousOptions);
    CHECK(to_string(Probe::AnonymousOptions) == "anonymous-options");
    CHECK(parse_probe("stale-sync-key") == Probe::StaleSyncKey);
    CHECK(to_string(Probe::StaleSyncKey) == "stale-sync-key");
    CHECK(parse_probe("mail.send") == std::nullopt);
}

TEST_CASE("every step but those of settings and of the address list writes into the mailbox")
{
    for (const std::string_view word : recorded_words) {
        CAPTURE(word);
        const bool reads = word.starts_with("settings.") || word.starts_with("search.");
        CHECK(writes(parse_errand_step(word).value()) == !reads);
    }
}
