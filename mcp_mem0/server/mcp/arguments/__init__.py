"""Reading the arguments of a call: as models send them, or refused in one sentence.

Which arguments there are is `inputs`, beside this folder; what their values mean is `domain`.
"""
