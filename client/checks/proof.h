#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace easprobe::checks {

/// What a finding rests on: where in the evidence it can be looked at.
struct Proof {
    enum class Kind {
        Exchange,
        Hello,       ///< And what came back.
        Certificate, ///< Of the path that the handset builds (DevicePath::certificates).
        Endpoint,    ///< A name or a port, of which something was seen before anything was said.
    };

    /// An exchange, by its number: the proof that is cited most is written as what it is.
    Proof(int exchange) : number(static_cast<std::size_t>(exchange)) {} // NOLINT(google-explicit-constructor)

    /// @param name One of the hello_names.
    static Proof hello(std::string name) { return {Kind::Hello, 0, std::move(name)}; }
    /// @param position The server's own is 0.
    static Proof certificate(std::size_t position) { return {Kind::Certificate, position, {}}; }
    /// @param endpoint "mail.contoso.com", "mail.contoso.com:443".
    static Proof endpoint(std::string endpoint) { return {Kind::Endpoint, 0, std::move(endpoint)}; }

    bool operator==(const Proof&) const = default;

    Kind kind = Kind::Exchange;
    std::size_t number = 0; ///< Of the exchange, or the position of the certificate.
    std::string name;       ///< Of the hello, or the endpoint.

  private:
    Proof(Kind given_kind, std::size_t given_number, std::string given_name)
        : kind(given_kind), number(given_number), name(std::move(given_name))
    {}
};

/// "exchange 4", "hello handset", "certificate 0", "mail.contoso.com:443".
std::string in_words(const Proof& proof);

} // namespace easprobe::checks
