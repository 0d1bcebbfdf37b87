#pragma once

#include "protocol/x509/certificate.h"

#include <string>
#include <vector>

namespace easprobe::test_pki {

/// One case of tests/pki/chains.xml: a server's chain, and the phone that meets it.
struct TestChain {
    std::string name;
    std::string host;
    x509::Time handset_clock;
    std::string pem;                        ///< As the server sends it, with words around it.
    std::vector<std::string> der;           ///< The same certificates.
    std::string private_key;                ///< PEM, of the first certificate.
    bool elliptic = false;                  ///< That key is on a curve.
    std::vector<std::string> roots;         ///< DER, put on the phone.
    std::vector<std::string> intermediates; ///< DER, put on the phone.
};

/// All of them, in the order declared. Throws std::runtime_error with the name of what cannot be read.
std::vector<TestChain> read_test_chains();

} // namespace easprobe::test_pki
