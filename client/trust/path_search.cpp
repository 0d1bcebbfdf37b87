#include "client/trust/path_search.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace easprobe::trust {

namespace {

using x509::Certificate;

/// Longer than any path in use; a hostile chain cannot make the search deeper.
constexpr std::size_t longest_path = 12;
/// Signatures that one search may check.
constexpr int most_signatures = 400;

class Search {
  public:
    Search(const PathMaterial& material, x509::Time clock) : material_(material), clock_(clock) {}

    void run(const Certificate& leaf)
    {
        path_.push_back(&leaf);
        best_ = path_;
        extend();
    }

    FoundPath take()
    {
        std::erase_if(unchecked_, [this](const Certificate* certificate) {
            return std::ranges::find(best_, certificate) == best_.end();
        });
        return {std::move(best_), anchor_, std::move(near_miss_), std::move(unchecked_)};
    }

  private:
    bool signed_by(const Certificate& certificate, std::string_view key)
    {
        if (signatures_ == most_signatures)
            return false;
        ++signatures_;
        const x509::SignatureCheck check = x509::check_signature(certificate, key);
        // What cannot be verified here (MD2) is not held against the server, and noted.
        if (check == x509::SignatureCheck::Unverifiable)
            unchecked_.push_back(&certificate);
        return check != x509::SignatureCheck::Bad;
    }

    /// Anchors of one name can be issues of one key with different dates: one that is valid is preferred.
    const TrustAnchor* anchor_above(const Certificate& last)
    {
        const TrustAnchor* found = nullptr;
        for (const TrustAnchor& anchor : material_.anchors) {
            const bool is_itself = last.self_issued && anchor.canonical_subject == last.canonical_subject &&
                                   anchor.public_key_der == last.public_key_der;
            if (!is_itself && (anchor.canonical_subject != last.canonical_issuer ||
                               !signed_by(last, anchor.public_key_der)))
                continue;
            if (clock_ >= anchor.not_before && clock_ <= anchor.not_after)
                return &anchor;
            found = &anchor;
        }
        return found;
    }

    bool extend()
    {
        const Certificate& last = *path_.back();
        anchor_ = anchor_above(last);
        if (anchor_ != nullptr) {
            best_ = path_;
            return true;
        }
        if (path_.size() > best_.size())
            best_ = path_;
        if (last.self_issued || path_.size() == longest_path)
            return false;
        return extend_with(material_.sent) || extend_with(material_.intermediates);
    }

    bool is_valid(const Certificate& certificate) const
    {
        return clock_ >= certificate.not_before && clock_ <= certificate.not_after;
    }

    bool extend_with(const std::vector<Certificate>& candidates)
    {
        for (const bool valid_ones : {true, false})
            for (const Certificate& candidate : candidates)
                if (is_valid(candidate) == valid_ones && extend_by(candidate))
                    return true;
        return false;
    }

    bool extend_by(const Certificate& candidate)
    {
        const Certificate& last = *path_.back();
        if (candidate.canonical_subject != last.canonical_issuer || in_path(candidate))
            return false;
        if (!candidate.is_ca) {
            note_near_miss(last, "there is one of that name, and it may not issue certificates");
            return false;
        }
        if (!signed_by(last, candidate.public_key_der)) {
            note_near_miss(last, "there is one of that name, and it has another key");
            return false;
        }
        path_.push_back(&candidate);
        if (extend())
            return true;
        path_.pop_back();
        return false;
    }

    void note_near_miss(const Certificate& last, std::string_view what)
    {
        if (path_.size() == best_.size() && best_.back() == &last)
            near_miss_ = what;
    }

    bool in_path(const Certificate& candidate) const
    {
        return std::ranges::any_of(
            path_, [&](const Certificate* certificate) { return certificate->der == candidate.der; });
    }

    const PathMaterial& material_;
    x509::Time clock_;
    int signatures_ = 0;
    std::vector<const Certificate*> path_;
    std::vector<const Certificate*> best_;
    const TrustAnchor* anchor_ = nullptr;
    std::vector<const Certificate*> unchecked_;
    std::string near_miss_;
};

} // namespace

FoundPath search_path(const Certificate& leaf, const PathMaterial& material, x509::Time clock)
{
    Search search(material, clock);
    search.run(leaf);
    return search.take();
}

} // namespace easprobe::trust
