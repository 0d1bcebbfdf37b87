#pragma once

#include "client/handset/installation.h"
#include "client/handset/profile.h"

#include <string>
#include <vector>

namespace easprobe::cli {

/// What keeps a handset from using a certificate once it is there, each as a sentence that names the handsets
/// it is true of: a key that they cannot compute with, dates that are over or not yet begun, and for an
/// intermediate a signature that they do not know. A root's own signature is never looked at.
/// @param clock The handsets' clock.
std::vector<std::string> doubts_about(const Installation& plan, const std::vector<HandsetProfile>& profiles,
                                      x509::Time clock);

} // namespace easprobe::cli
