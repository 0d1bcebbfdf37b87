#include "protocol/x509/iteration_budget.h"

#include "protocol/x509/deleter.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

namespace easprobe::x509 {

namespace {

constexpr long unreadable = -1;

long number(const ASN1_INTEGER* integer)
{
    // Also -1 for what does not fit, or is not there.
    return integer == nullptr ? unreadable : ASN1_INTEGER_get(integer);
}

template <typename T, auto Free>
std::unique_ptr<T, Deleter<Free>> parameters(const X509_ALGOR* algorithm, const ASN1_ITEM* item)
{
    return std::unique_ptr<T, Deleter<Free>>(
        static_cast<T*>(ASN1_TYPE_unpack_sequence(item, algorithm->parameter)));
}

long cost_of_scrypt(const X509_ALGOR* function)
{
    const auto scrypt =
        parameters<SCRYPT_PARAMS, SCRYPT_PARAMS_free>(function, ASN1_ITEM_rptr(SCRYPT_PARAMS));
    if (!scrypt)
        return unreadable;
    long cost = 1;
    for (const ASN1_INTEGER* factor :
         {scrypt->costParameter, scrypt->blockSize, scrypt->parallelizationParameter}) {
        constexpr long far_too_much = 1L << 30;
        const long value = number(factor);
        if (value < 1 || value > far_too_much / cost)
            return unreadable;
        cost *= value;
    }
    return cost;
}

long cost_of_key_function(const X509_ALGOR* function)
{
    if (function == nullptr)
        return unreadable;
    if (OBJ_obj2nid(function->algorithm) == NID_id_scrypt)
        return cost_of_scrypt(function);
    const auto pbkdf2 = parameters<PBKDF2PARAM, PBKDF2PARAM_free>(function, ASN1_ITEM_rptr(PBKDF2PARAM));
    return pbkdf2 ? number(pbkdf2->iter) : unreadable;
}

} // namespace

bool IterationBudget::spend(long iterations)
{
    if (iterations < 0 || iterations > left_)
        return false;
    left_ -= iterations;
    return true;
}

bool IterationBudget::spend_on(const X509_ALGOR* algorithm)
{
    if (algorithm == nullptr)
        return false;
    if (OBJ_obj2nid(algorithm->algorithm) == NID_pbes2) {
        const auto pbes2 = parameters<PBE2PARAM, PBE2PARAM_free>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
        return pbes2 && spend(cost_of_key_function(pbes2->keyfunc));
    }
    const auto pbe = parameters<PBEPARAM, PBEPARAM_free>(algorithm, ASN1_ITEM_rptr(PBEPARAM));
    return pbe && spend(number(pbe->iter));
}

bool IterationBudget::spend_on_mac(const PKCS12* pfx)
{
    const ASN1_INTEGER* iterations = nullptr;
    PKCS12_get0_mac(nullptr, nullptr, nullptr, &iterations, pfx);
    constexpr long when_absent = 1; // RFC 7292 4: DEFAULT 1.
    return spend(iterations == nullptr ? when_absent : number(iterations));
}

} // namespace easprobe::x509
