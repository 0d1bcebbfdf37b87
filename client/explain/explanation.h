#pragma once

#include "client/checks/check.h"
#include "client/codes/eas_statuses.h"
#include "client/codes/handset_words.h"
#include "client/codes/http_statuses.h"
#include "client/codes/support_codes.h"
#include "client/explain/phases.h"

#include <string>

// What is known of one thing, as lines of at most 100 columns: a heading, then its fields.

namespace easprobe::explanation {

std::string of(const checks::Check& check);
std::string of(const codes::SupportCode& code);
std::string of(const codes::InternetWord& word);
std::string of(const codes::HandsetWord& word);
std::string of(const codes::HttpStatus& status);
std::string of(const codes::IisSubstatus& status);
std::string of(const codes::EasStatus& status);
std::string of(const codes::CommonStatus& status);

/// With the phase's checks.
std::string of(const codes::PhaseText& phase);

/// With the command's own statuses.
std::string of(const codes::CommandText& command);

} // namespace easprobe::explanation
