"""Parts of people: bodies, heads, arms. Flat, without faces: nobody is to be recognised, everybody may be meant.

The origin is the middle of the shoulders; a figure looks to the right. Tones: `w` what is worn, `v` its shade, `u` what
is worn below, `k` skin, `h` hair.
"""

from collections.abc import Mapping

BODIES: Mapping[str, str] = {
    "coat": """
        k M-7 -14H7V8H-7Z
        w M-42 150V36C-42 8 -24 -2 0 -2C24 -2 42 8 42 36V150Z
        u M-9 -2H9L0 22Z
    """,
    "dress": """
        k M-7 -14H7V8H-7Z
        w M-52 150C-50 80 -40 60 -36 34C-34 8 -22 -2 0 -2C22 -2 34 8 36 34C40 60 50 80 52 150Z
        u M-12 -3C-8 8 8 8 12 -3Z
    """,
    "jacket": """
        k M-7 -14H7V8H-7Z
        u M-40 150V36C-40 8 -24 -2 0 -2C24 -2 40 8 40 36V150Z
        w M-42 150V36C-42 10 -28 -1 -10 -2L-4 150Z
        w M42 150V36C42 10 28 -1 10 -2L8 150Z
    """,
    "child": """
        k M-6 -12H6V8H-6Z
        w M-33 120V30C-33 8 -20 -2 0 -2C20 -2 33 8 33 30V120Z
        u M-9 -3C-6 6 6 6 9 -3Z
    """,
    "pack": """
        v M-42 14C-42 6 -36 4 -30 4H-12V76H-30C-38 76 -42 72 -42 64Z
        k M-6 -12H6V8H-6Z
        w M-32 120V30C-32 8 -20 -2 0 -2C20 -2 32 8 32 30V120Z
        v M-20 1L-10 -2L-6 60H-16Z
        u M-8 -3C-6 6 6 6 8 -3Z
    """,
}
HEADS: Mapping[str, str] = {
    "short": """
        h O-3 -31 19
        k O3 -26 17
        h M-17 -34C-14 -50 8 -54 20 -38C12 -34 0 -36 -6 -38C-8 -32 -12 -26 -17 -24Z
    """,
    "bob": """
        h M-23 -4V-32C-23 -58 21 -58 21 -32V-24H10V-4Z
        k O3 -26 16.5
        h M-16 -30C-14 -52 16 -54 20 -32C8 -32 -4 -36 -8 -40C-9 -36 -12 -32 -16 -30Z
    """,
    "bun": """
        h O-19 -49 9.5
        h O-3 -30 19.5
        k O4 -25 16.5
        h M-15 -28C-16 -50 14 -54 20 -34C10 -32 2 -34 -4 -40C-6 -34 -10 -30 -15 -28Z
    """,
    "long": """
        h M-25 30C-27 10 -23 -10 -23 -30C-23 -58 21 -58 21 -32V-26H6C4 -4 2 10 -2 22Z
        k O4 -26 16.5
        h M-16 -24C-18 -50 14 -54 20 -34C8 -34 0 -38 -4 -42C-6 -34 -10 -28 -16 -24Z
    """,
    "tail": """
        h M-18 -42C-40 -44 -42 -10 -30 4C-30 -10 -26 -20 -14 -28Z
        h O-3 -31 18.5
        k O3 -26 16.5
        h M-16 -32C-14 -50 10 -54 20 -36C10 -34 0 -36 -5 -40C-7 -34 -11 -32 -16 -32Z
    """,
    "curls": """
        h O-14 -40 9
        h O-2 -47 10
        h O10 -43 9
        h O-19 -28 9
        h O-16 -16 7
        k O3 -26 16.5
        h O14 -39 6
    """,
    "beard": """
        h O-3 -31 19
        k O3 -27 17
        h M-17 -34C-14 -50 8 -54 20 -38C12 -34 0 -36 -6 -38C-8 -32 -12 -26 -17 -24Z
        h M-13 -24C-12 2 20 4 20 -22C14 -16 0 -16 -5 -26Z
    """,
    "helmet": """
        h M-16 -28C-16 -18 -14 -14 -10 -12H0V-34Z
        k O2 -26 17
        s M-20 -32C-20 -58 22 -58 22 -32Z
        s M-22 -35H30C30 -31 28 -30 26 -30H-22Z
    """,
}
ARMS: Mapping[str, str] = {
    "hold": """
        v~15 M25 22L34 60L62 52
        k O66 51 8
    """,
    "point": """
        v~15 M25 22L50 16L76 -12
        k O80 -16 8
    """,
    "give": """
        v~15 M25 22L44 46L74 38
        k O78 37 8
    """,
    "near": """
        v~15 M25 24L70 30
        k O75 31 8
    """,
}
"""What the arm turned to the other one does: holds something low, points up, hands over, lies on a shoulder."""
