#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "protocol/x509/certificate_input.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

// Certificates that are given on the command line: what is on the handset beside, or instead of, the roots of
// its profile.

namespace easprobe::cli {

/// As given; each is a FILE or a FOLDER, the store also a NAME.
struct CertificateOptions {
    std::string root_store;
    std::vector<std::string> roots;
    std::vector<std::string> intermediates;
};

/// Adds --root-store, --install-root and --install-intermediate.
void add_certificate_options(CLI::App& command, CertificateOptions& options);

/// What is wrong with a file, for a person: its name, the reason, and the byte where one is known.
std::string unreadable(const std::string& file, const x509::CertificateError& error);

/// The certificates of a file ("-" is standard input), or of every certificate file of a folder (*.pem,
/// *.crt,
/// *.cer, *.der, *.p7b, *.p7c, *.xml, *.cab) in the order of their names: PEM, DER, PKCS#7, a
/// wap-provisioningdoc, or a cabinet of one. At least one. A file of a folder that has none is named on
/// standard error and passed over. Throws UsageError with the file, the byte and the reason.
std::vector<x509::FiledCertificate> read_certificate_files(const std::string& file_or_folder);

/// Reads what the options name into the circumstances of a run: roots and intermediates are added to those
/// that are there, a root store takes the place of the one that is there. What comes from a document that
/// names ROOT and CA goes where that says. Throws UsageError.
void apply(const CertificateOptions& options, Circumstances& circumstances);

/// Gives a profile the roots that the circumstances say stand in the place of its own; without any it stays
/// as it is. Throws UsageError where they name a store that is not among the installed ones.
void apply(const Circumstances& circumstances, HandsetProfile& profile);

} // namespace easprobe::cli
