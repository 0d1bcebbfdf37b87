#pragma once

#include "client/checks/check.h"

namespace easprobe::checks {

/// What every reply-readable check asks: did each answer of the phase arrive whole, as what it says it is,
/// and in a form that the handset can read? HTTP errors and statuses are other checks' questions.
Outcome readable_replies(const Case& given, Phase phase);

} // namespace easprobe::checks
