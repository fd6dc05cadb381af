"""English verbs whose past is another word: each line the plain form, then the others."""

from __future__ import annotations

_FORMS = """
run ran; shoot shot; flee fled; strike struck stricken; fall fell fallen; find found; hold held; bring brought; take took taken; give gave given; drive drove driven
fly flew flown; go went gone; come came; become became; begin began begun; break broke broken; catch caught; choose chose chosen; draw drew drawn; eat ate eaten
fight fought; forget forgot forgotten; freeze froze frozen; grow grew grown; hear heard; hide hid hidden; keep kept; know knew known; lay laid; lead led; leave left
lend lent; lie lain; lose lost; make made; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise rose risen; see saw seen; seek sought; sell sold
send sent; shake shook shaken; sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend spent; stand stood; steal stole stolen; stick stuck
swear swore sworn; sweep swept; swim swam swum; teach taught; tear tore torn; think thought; throw threw thrown; understand understood; wake woke woken; wear wore worn
win won; withdraw withdrew withdrawn; write wrote written; build built; burn burnt; buy bought; deal dealt; dig dug; feed fed; feel felt; forbid forbade forbidden
forgive forgave forgiven; hang hung; overthrow overthrew overthrown; overturn overturned; prove proven; say said; tell told; slay slew slain; undergo underwent undergone
bear bore born borne; bite bit bitten; blow blew blown; weave wove woven; bleed bled; spring sprang sprung; undertake undertook undertaken; oversee oversaw overseen
"""

PLAIN = {form: line.split()[0] for line in _FORMS.replace("\n", ";").split(";") if line.strip() for form in line.split()[1:]}
