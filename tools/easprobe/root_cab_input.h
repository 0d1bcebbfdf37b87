#pragma once

#include "protocol/x509/certificate_input.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace easprobe::cli {

/// A server that did not show its chain, in a sentence: nobody used the program wrongly.
struct NoChain : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The certificates of one ROOT of `root-cab`: a certificate file or folder (read_certificate_files), a PFX,
/// a recording of easprobe, or the chain that a server sends to a client of today.
/// @param resolve HOST:PORT:ADDR, as in curl.
/// @param password_file Where the password of a PFX is, as read_password takes it.
/// Throws UsageError, or NoChain.
std::vector<x509::Certificate> read_root_cab_input(const std::string& given,
                                                   const std::vector<std::string>& resolve,
                                                   const std::string& password_file);

} // namespace easprobe::cli
