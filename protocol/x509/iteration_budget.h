#pragma once

struct X509_algor_st;
struct PKCS12_st;

namespace easprobe::x509 {

/// How often the passwords of one file may be hashed in all. A file says itself how many iterations turn its
/// password into a key, and may say two billion.
class IterationBudget {
  public:
    /// Spends what one algorithm asks for (RFC 7292 appendix B, RFC 8018): false when that is more than is
    /// left, or cannot be read.
    bool spend_on(const X509_algor_st* algorithm);
    /// The same for the integrity check of a PFX.
    bool spend_on_mac(const PKCS12_st* pfx);

  private:
    bool spend(long iterations);
    long left_ = 5'000'000;
};

} // namespace easprobe::x509
