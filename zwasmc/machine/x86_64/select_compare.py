"""Selection of comparisons: as values, in branches, in selects."""

from __future__ import annotations

from typing import Final, final

from mypy_extensions import i64

from zwasmc.machine.x86_64 import rows as R
from zwasmc.machine.x86_64.cover import Cover
from zwasmc.machine.x86_64.detail import CC, CC_SWAPPED
from zwasmc.machine.x86_64.select_simd import NEGATED
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
            self.select_test(i, a, 4, 1 if op == O.I64_EQZ else 0, base)
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
        w4 = w << 4
        if cv.is_const(b) and f.imm[b] == 0:
            if kind <= 1 or cc == 0xC or cc == 0xD:
                # against zero the sign flag of TEST serves signed < and >=
                self.select_test(i, a, 8 if cc == 0xC else 9 if cc == 0xD else cc, w, base)
                return
        if cv.fits_imm32(b):
            if base == R.R_CMP_BR and self.compare_memory(i, a, cv.const_value(b), cc, w):
                return
            row: i64 = R.R_CMP_SET_I if base == R.R_CMP_SET else R.R_CMP_BR_I if base == R.R_CMP_BR else R.R_SELECT_I
            cv.set(i, row, a, -1, cv.const_value(b), cc | w4)
            return
        if base == R.R_CMP_BR and a != b and cv.foldable_load(b, i, w):
            cv.absorb(b)
            address, disp = cv.address(f.a[b], f.imm[b])
            cv.set(i, R.R_CMP_BR_RM, a, address, 0, cc | w4 | disp << 16)
            f.pos[i] = f.pos[b]
            return
        cv.set(i, base, a, b, 0, cc | w4)

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
        if f.c[load] != 0 or f.imm[load] < 0 or f.imm[load] >= 0x7FFF0000:
            return False
        if not cv.sole(load, i) or cv.effects[load] + 1 != cv.effects[i]:
            return False
        if width < 2:
            limit: i64 = 0xFF if width == 0 else 0xFFFF
            if imm < 0 or imm > limit:
                return False
            # a zero-extended load compares unsigned
            if cc == 0xC:
                cc = 2
            elif cc == 0xD:
                cc = 3
            elif cc == 0xE:
                cc = 6
            elif cc == 0xF:
                cc = 7
        cv.absorb(load)
        address, disp = cv.address(f.a[load], f.imm[load])
        cv.set(i, R.R_CMP_BR_MI, address, -1, imm, cc | w << 4 | width << 5 | disp << 16)
        f.pos[i] = f.pos[load]
        return True

    def select_test(self, i: i64, a: i64, cc: i64, w: i64, base: i64) -> None:
        """Choose the row that compares ``a`` with zero under condition ``cc``."""
        cv = self.cover
        f = cv.f
        w4 = w << 4
        if base == R.R_CMP_BR or base == R.R_CMP_SET:
            want: i64 = O.I64_AND if w else O.I32_AND
            if f.op[a] == want and cv.sole(a, i):
                x = f.a[a]
                y = f.b[a]
                if cv.fits_imm32(y):
                    cv.absorb(a)
                    if base == R.R_CMP_SET:
                        cv.set(i, R.R_TEST_SET_I, x, -1, cv.const_value(y), cc | w4)
                    else:
                        cv.set(i, R.R_TEST_BR_I, x, -1, cv.const_value(y), cc | w4)
                    return
                if not cv.is_const(x):
                    cv.absorb(a)
                    cv.set(i, R.R_TEST_SET if base == R.R_CMP_SET else R.R_TEST_BR, x, y, 0, cc | w4)
                    return
            if base == R.R_CMP_BR and self.compare_memory(i, a, 0, 0xC if cc == 8 else 0xD if cc == 9 else cc, w):
                return
            cv.set(i, R.R_TEST_SET if base == R.R_CMP_SET else R.R_TEST_BR, a, -1, 0, cc | w4)
            return
        cv.set(i, R.R_SELECT_TEST, a, -1, 0, cc | w4)

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
                cv.set(i, R.R_VTEST_BR, f.a[test], -1, 0, f.op[test] | NEGATED)
                return
            self.select_compare(i, c, R.R_CMP_BR)
        elif op >= O.F32_EQ and op < O.I32_CLZ and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_FCMP_BR, f.a[c], f.b[c], 0, op)
        elif is_vector_test(op) and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_VTEST_BR, f.a[c], -1, 0, op)
        elif op == O.REF_IS_NULL and cv.sole(c, i):
            cv.absorb(c)
            cv.set(i, R.R_TEST_BR, f.a[c], -1, 0, 4 | 16)
        else:
            self.select_test(i, c, 5, 0, R.R_CMP_BR)

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
            self.select_test(i, c, 5, 0, R.R_SELECT)
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
