#pragma once

#include "client/handset/profile_error.h"
#include "protocol/eas/version.h"
#include "tools/eas-test-server/play/test_server.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::test_server {

/// One handset that meets the server, and what easprobe must say of it.
struct Meeting {
    std::string profile;
    std::optional<eas::ProtocolVersion> pinned_version;
    std::string login = "EXAMPLE\\alice";
    std::string address; ///< Where given, the server is looked for from it.
    bool password_right = true;
    bool root_installed = true;
    bool press_on = false;
    bool ping = true;
    bool mail_comes = false;           ///< A mail is delivered while the Ping is open.
    bool write = false;                ///< With --write.
    std::string invitation_from;       ///< As --invitation-from; empty: the user.
    std::chrono::seconds heartbeat{1}; ///< To be held.
    std::chrono::seconds deadline{60}; ///< Of the run.
    std::string outcome;               ///< The verdict's word: "would-sync".
    std::string stopped_at;            ///< A phase; empty where it does not stop.
    std::vector<std::string> findings; ///< Ids of all checks that fail, each with its severity: "blocker ID".
    std::map<std::string, std::string> support_codes; ///< By check, where the file names one; "none" is none.
    std::map<std::string, std::string> sayings;       ///< By check: words of what was observed.
};

/// A server with its faults, and the handsets that meet it: one file.
struct Scenario {
    std::string name; ///< The file's, without .scenario.xml.
    std::string story;
    ServerSettings server;
    std::vector<Meeting> meetings;
};

/// Words that an attribute of a scenario may have.
struct AttributeWords {
    std::string_view attribute; ///< "persona", and "on" and "do" of a fault.
    std::vector<std::string> words;
};

/// Of every attribute with a list of its own; scenario.xsd has the same.
std::vector<AttributeWords> scenario_words();

/// Refuses every word that is not known, with file and line.
tl::expected<Scenario, ProfileError> parse_scenario(std::string_view content, const std::string& file);
tl::expected<Scenario, ProfileError> read_scenario(const std::filesystem::path& file);

} // namespace easprobe::test_server
