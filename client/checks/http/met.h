#pragma once

#include "client/checks/answer.h"

#include <string>

namespace easprobe::checks::http {

/// What the handset met on its way, for a check that asks after one kind of answer.
struct Met {
    const Exchange* trouble = nullptr; ///< The first exchange that was answered so.
    const Exchange* served = nullptr;  ///< The last one before it that was served as the phone needs it.
};

Met first_met(const Case& given, Answer trouble);

/// Where there was no such answer: passed by the last exchange that was served, else not reached.
Outcome passed_where_served(const Met& met, std::string observed, std::string not_reached);

} // namespace easprobe::checks::http
