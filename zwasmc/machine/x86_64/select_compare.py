"""Selection of comparisons: as values, in branches, in selects."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.select import Cover
from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.detail import CC, CC_SWAPPED
from zwasmc.machine.x86_64.enc import CC_A, CC_AE, CC_B, CC_BE, CC_E, CC_G, CC_GE, CC_L, CC_LE, CC_NE, CC_NS, CC_S
from zwasmc.machine.x86_64.packed import pack_compare, pack_vector
from zwasmc.wasm import op as O


@final
class CompareSelector:
    """Chooses rows of comparisons, conditional branches and selects."""

    def __init__(self, cover: Cover) -> None:
        self.cover: Final[Cover] = cover

    def select_compare(self, i: i64, c: i64, base: i64) -> None:
        """Choose the row that compares as row ``c`` says; ``base`` is CMP_SET, CMP_BR or SELECT (for root ``i``)."""
        cv = self.cover
        f = cv.f
        op = f.op[c]
        a = f.a[c]
        if op == O.I32_EQZ or op == O.I64_EQZ:
            self.select_test(i, a, CC_E, 1 if op == O.I64_EQZ else 0, base)
            return
        b = f.b[c]
        w: i64 = 0
        kind = op - O.I32_EQ
        if op >= O.I64_EQ:
            w = 1
            kind = op - O.I64_EQ
        cc: i64 = CC[kind]
        if cv.is_const(a) and not cv.is_const(b):
            a, b = b, a
            cc = CC_SWAPPED[kind]
        if cv.is_const(b) and f.imm[b] == 0:
            if kind <= 1 or cc == CC_L or cc == CC_GE:
                # against zero the sign flag of TEST serves signed < and >=
                self.select_test(i, a, CC_S if cc == CC_L else CC_NS if cc == CC_GE else cc, w, base)
                return
        if cv.fits_imm32(b):
            if base == R.R_CMP_BR and self.compare_memory(i, a, cv.const_value(b), cc, w):
                return
            row: i64 = R.R_CMP_SET_I if base == R.R_CMP_SET else R.R_CMP_BR_I if base == R.R_CMP_BR else R.R_SELECT_I
            cv.set(i, row, a, -1, cv.const_value(b), pack_compare(cc, w, 0))
            return
        load: i64 = O.I64_LOAD if w else O.I32_LOAD
        if base == R.R_CMP_BR and a != b and f.op[b] == load and cv.foldable(b, i):
            cv.absorb(b)
            cv.set(i, R.R_CMP_BR_RM, a, cv.address(i, b, f.imm[b]), 0, pack_compare(cc, w, 0))
            return
        cv.set(i, base, a, b, 0, pack_compare(cc, w, 0))

    def compare_memory(self, i: i64, load: i64, imm: i64, cc: i64, w: i64) -> bool:
        """Try to compare a load with an immediate in place: full width, or narrow where the result is the same."""
        cv = self.cover
        f = cv.f
        op = f.op[load]
        width: i64 = 3 if w else 2
        if op == O.I32_LOAD8_U or op == O.I64_LOAD8_U:
            width = 0
        elif op == O.I32_LOAD16_U or op == O.I64_LOAD16_U:
            width = 1
        elif op != (O.I64_LOAD if w else O.I32_LOAD):
            return False
        if not cv.foldable(load, i):
            return False
        if width < 2:
            limit: i64 = 0xFF if width == 0 else 0xFFFF
            if imm < 0 or imm > limit:
                return False
            # a zero-extended load compares unsigned
            if cc == CC_L:
                cc = CC_B
            elif cc == CC_GE:
                cc = CC_AE
            elif cc == CC_LE:
                cc = CC_BE
            elif cc == CC_G:
                cc = CC_A
        cv.absorb(load)
        cv.set(i, R.R_CMP_BR_MI, cv.address(i, load, f.imm[load]), -1, imm, pack_compare(cc, w, width))
        return True

    def select_test(self, i: i64, a: i64, cc: i64, w: i64, base: i64) -> None:
        """Choose the row that compares ``a`` with zero under condition ``cc``."""
        cv = self.cover
        f = cv.f
        sx = pack_compare(cc, w, 0)
        if base == R.R_CMP_BR or base == R.R_CMP_SET:
            want: i64 = O.I64_AND if w else O.I32_AND
            if f.op[a] == want and cv.sole(a, i):
                x = f.a[a]
                y = f.b[a]
                if cv.fits_imm32(y):
                    cv.absorb(a)
                    if base == R.R_CMP_SET:
                        cv.set(i, R.R_TEST_SET_I, x, -1, cv.const_value(y), sx)
                    else:
                        cv.set(i, R.R_TEST_BR_I, x, -1, cv.const_value(y), sx)
                    return
                if not cv.is_const(x):
                    cv.absorb(a)
                    cv.set(i, R.R_TEST_SET if base == R.R_CMP_SET else R.R_TEST_BR, x, y, 0, sx)
                    return
            if base == R.R_CMP_BR:
                # a comparison with zero where the sign flag says < and >=
                signed: i64 = CC_L if cc == CC_S else CC_GE if cc == CC_NS else cc
                if self.compare_memory(i, a, 0, signed, w):
                    return
            cv.set(i, R.R_TEST_SET if base == R.R_CMP_SET else R.R_TEST_BR, a, -1, 0, sx)
            return
        cv.set(i, R.R_SELECT_TEST, a, -1, 0, sx)

    def select_branch(self, i: i64) -> None:
        """Choose the row of a conditional branch, covering its comparison."""
        cv = self.cover
        f = cv.f
        c = f.a[i]
        op = f.op[c]
        if op >= O.I32_EQZ and op < O.F32_EQ and cv.sole(c, i):
            cv.absorb(c)
            test = f.a[c]
            if op == O.I32_EQZ and is_vector_test(f.op[test]) and cv.sole(test, i):
                cv.absorb(test)
                cv.set(i, R.R_VTEST_BR, f.a[test], -1, 0, pack_vector(f.op[test], 0, 1))
                return
            self.select_compare(i, c, R.R_CMP_BR)
        elif op >= O.F32_EQ and op < O.I32_CLZ and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_FCMP_BR, f.a[c], f.b[c], 0, op)
        elif is_vector_test(op) and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_VTEST_BR, f.a[c], -1, 0, pack_vector(op, 0, 0))
        elif op == O.REF_IS_NULL and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_TEST_BR, f.a[c], -1, 0, pack_compare(CC_E, 1, 0))
        else:
            self.select_test(i, c, CC_NE, 0, R.R_CMP_BR)

    def select_select(self, i: i64) -> None:
        """Choose the row of a select, covering its comparison."""
        cv = self.cover
        f = cv.f
        c = f.c[i]
        op = f.op[c]
        if op >= O.I32_EQZ and op < O.F32_EQ and cv.sole(c, i):
            cv.absorb(c)
            self.select_compare(i, c, R.R_SELECT)
        elif op >= O.F32_EQ and op < O.I32_CLZ and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_SELECT_F, f.a[c], f.b[c], 0, op)
        else:
            self.select_test(i, c, CC_NE, 0, R.R_SELECT)
        cv.sel.s2[i] = f.a[i]
        cv.sel.s3[i] = f.b[i]


def is_vector_test(op: i64) -> bool:
    """Say whether an operation asks for any bit, or for a bit in every lane, of a vector."""
    return (
        op == O.V128_ANY_TRUE
        or op == O.I8X16_ALL_TRUE
        or op == O.I16X8_ALL_TRUE
        or op == O.I32X4_ALL_TRUE
        or op == O.I64X2_ALL_TRUE
    )
