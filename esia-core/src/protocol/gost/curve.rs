//! The curve CryptoPro-A as the arithmetic crates want it: two fields and five numbers.
//!
//! The numbers are those of esia-protocol.md 4.1 (RFC 4357, 11.4). Bytes of field elements are
//! big-endian here; the little-endian ones of keys and hashes are turned round where they are
//! read and written, and nowhere else.
//!
//! The multiplicative generators 7 and 5 are the least primitive roots: checked with the whole
//! factorisations of p − 1 and q − 1. Only square roots rest on them, which a signature never takes.

use elliptic_curve::array::Array;
use elliptic_curve::bigint::{Odd, Reduce as _, U256};
use elliptic_curve::consts::U32;
use elliptic_curve::ff::PrimeField;
use elliptic_curve::hazmat::FieldArithmetic;
use elliptic_curve::ops::BatchInvert;
use elliptic_curve::point::AffineCoordinates as _;
use elliptic_curve::scalar::{FromUintUnchecked, IsHigh};
use elliptic_curve::subtle::{Choice, ConstantTimeEq, ConstantTimeGreater, CtOption};
use elliptic_curve::{Curve, CurveArithmetic, PrimeCurve, PrimeCurveArithmetic};
use primeorder::{PrimeCurveParams, mul_backend, point_arithmetic};

/// Length of a coordinate, a scalar and a Streebog-256 hash.
pub(super) const FIELD_LENGTH: usize = 32;

/// p = 2^256 − 617.
const MODULUS_HEX: &str = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97";

/// q, the number of points; it is prime, so the cofactor is 1.
const ORDER_HEX: &str = "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893";

primefield::monty_field_params! {
    name: FieldParams,
    modulus: MODULUS_HEX,
    uint: U256,
    byte_order: primefield::ByteOrder::BigEndian,
    multiplicative_generator: 7,
    doc: "Montgomery parameters of the field of coordinates, modulo p."
}

primefield::monty_field_element! {
    name: FieldElement,
    params: FieldParams,
    uint: U256,
    doc: "A coordinate, modulo p."
}

primefield::monty_field_arithmetic! {
    name: FieldElement,
    params: FieldParams,
    uint: U256
}

impl BatchInvert for FieldElement {}

/// The field of scalars, modulo q, in a module of its own because the macros import by name.
mod scalar {
    use super::{Choice, ConstantTimeEq, CryptoProA, CtOption, ORDER_HEX, PrimeField, U256};
    use primeorder::wnaf;

    primefield::monty_field_params! {
        name: ScalarParams,
        modulus: ORDER_HEX,
        uint: U256,
        byte_order: primefield::ByteOrder::BigEndian,
        multiplicative_generator: 5,
        doc: "Montgomery parameters of the field of scalars, modulo q."
    }

    primefield::monty_field_element! {
        name: Scalar,
        params: ScalarParams,
        uint: U256,
        doc: "A multiplier of points, modulo q."
    }

    primefield::monty_field_arithmetic! {
        name: Scalar,
        params: ScalarParams,
        uint: U256
    }

    primefield::monty_field_reduce! {
        name: Scalar,
        params: ScalarParams,
        uint: U256,
    }

    elliptic_curve::scalar_impls!(CryptoProA, Scalar);
    wnaf::impl_wnaf_size_for_scalar!(Scalar);
}

pub(super) use scalar::Scalar;

impl AsRef<Self> for Scalar {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl FromUintUnchecked for Scalar {
    type Uint = U256;

    fn from_uint_unchecked(uint: U256) -> Self {
        Self::from_uint_unchecked(uint)
    }
}

impl IsHigh for Scalar {
    fn is_high(&self) -> Choice {
        const HALF: U256 = CryptoProA::ORDER.as_ref().shr_vartime(1);
        self.to_canonical().ct_gt(&HALF)
    }
}

/// The curve itself, y² = x³ − 3x + 166 over p.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
#[expect(unnameable_types, reason = "the macros name it in implementations for public types")]
pub struct CryptoProA;

impl Curve for CryptoProA {
    type FieldBytesSize = U32;
    type Uint = U256;

    const ORDER: Odd<U256> = Odd::<U256>::from_be_hex(ORDER_HEX);
}

impl PrimeCurve for CryptoProA {}

impl CurveArithmetic for CryptoProA {
    type AffinePoint = AffinePoint;
    type ProjectivePoint = ProjectivePoint;
    type Scalar = Scalar;
}

impl FieldArithmetic for CryptoProA {
    type FieldElement = FieldElement;
}

impl PrimeCurveArithmetic for CryptoProA {
    type CurveGroup = ProjectivePoint;
}

impl PrimeCurveParams for CryptoProA {
    type PointArithmetic = point_arithmetic::EquationAIsMinusThree;
    type Backend = mul_backend::VariableOnly;

    const EQUATION_A: FieldElement = FieldElement::from_u64(3).neg();
    const EQUATION_B: FieldElement = FieldElement::from_u64(166);
    const GENERATOR: (FieldElement, FieldElement) = (
        FieldElement::ONE,
        FieldElement::from_hex_vartime(
            "8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14",
        ),
    );
}

/// A point as x and y.
pub(super) type AffinePoint = primeorder::AffinePoint<CryptoProA>;

/// A point as the arithmetic holds it.
pub(super) type ProjectivePoint = primeorder::ProjectivePoint<CryptoProA>;

/// A point from its coordinates, if they are below p and satisfy the equation.
///
/// The cofactor is 1, so such a point is in the group and is not its zero.
pub(super) fn point(x: [u8; FIELD_LENGTH], y: [u8; FIELD_LENGTH]) -> Option<AffinePoint> {
    AffinePoint::from_coordinates(&Array(x), &Array(y)).into_option()
}

/// x and y of a point.
pub(super) fn coordinates(point: &AffinePoint) -> ([u8; FIELD_LENGTH], [u8; FIELD_LENGTH]) {
    (point.x().into(), point.y().into())
}

/// A scalar from its bytes, if they are below q and not zero.
pub(super) fn scalar(bytes: [u8; FIELD_LENGTH]) -> Option<Scalar> {
    Scalar::from_repr(Array(bytes)).into_option().filter(|scalar| !bool::from(scalar.is_zero()))
}

/// A scalar from any bytes, modulo q.
pub(super) fn reduced(bytes: [u8; FIELD_LENGTH]) -> Scalar {
    Scalar::reduce(&Array(bytes))
}

/// A scalar from twice as many bytes as it has, so that every scalar is as likely as another.
pub(super) fn reduced_wide(high: [u8; FIELD_LENGTH], low: [u8; FIELD_LENGTH]) -> Scalar {
    /// 2^256 modulo q.
    const SHIFT: Scalar = Scalar::from_u64(1 << 32).sqn_vartime(3);
    reduced(high).multiply(&SHIFT).add(&reduced(low))
}
