#pragma once

#include <cstddef>
#include <string>
#include <variant>

namespace easprobe::checks {

/// An exchange, by its number.
struct ExchangeProof {
    int number = 0;

    bool operator==(const ExchangeProof&) const = default;
};

/// A hello and what came back, by the hello's name (hello_names).
struct HelloProof {
    std::string name;

    bool operator==(const HelloProof&) const = default;
};

/// A certificate of the path that the handset builds (DevicePath::certificates); the server's own is 0.
struct CertificateProof {
    std::size_t position = 0;

    bool operator==(const CertificateProof&) const = default;
};

/// What was seen of a name or a port before anything was said: "mail.contoso.com", "mail.contoso.com:443".
struct EndpointProof {
    std::string endpoint;

    bool operator==(const EndpointProof&) const = default;
};

/// What a finding rests on: where in the evidence it can be looked at. A number alone is an exchange's.
class Proof {
  public:
    using Value = std::variant<ExchangeProof, HelloProof, CertificateProof, EndpointProof>;

    // NOLINTBEGIN(google-explicit-constructor): a proof is written as what it names.
    Proof(int exchange) : value_(ExchangeProof{exchange}) {}
    Proof(HelloProof hello) : value_(std::move(hello)) {}
    Proof(CertificateProof certificate) : value_(certificate) {}
    Proof(EndpointProof endpoint) : value_(std::move(endpoint)) {}
    // NOLINTEND(google-explicit-constructor)

    const Value& value() const { return value_; }
    /// The exchange, or null where it is something else.
    const ExchangeProof* exchange() const { return std::get_if<ExchangeProof>(&value_); }

    bool operator==(const Proof&) const = default;

  private:
    Value value_;
};

/// "exchange 4", "hello tls-1.2", "certificate 0", "mail.contoso.com:443".
std::string in_words(const Proof& proof);

} // namespace easprobe::checks
